"""Before the first step (読み取りの前処理): what layout and extraction did to a text is undone in a view of it."""
