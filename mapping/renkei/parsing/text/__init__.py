"""What every step stands on (文字・数字・行): views of the text, its letters, numbers and dates, and its typed lines."""
