"""The parties (当事者): who they are, what they are called, and which words speak of them."""
