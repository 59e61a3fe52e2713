"""Text, its bytes and its layout: the ground that everything else stands on."""
