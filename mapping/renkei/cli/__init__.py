"""cli"""

def main() -> None:
    """x."""
