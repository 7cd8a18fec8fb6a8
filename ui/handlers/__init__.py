"""What the menus do: file, editing, checking, output. Each module answers the actions of one menu."""
