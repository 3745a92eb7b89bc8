"""Tables of unusual shape (表の整形): cards, transposed, merged or flattened tables become rows like those of others."""
