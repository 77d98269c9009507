"""The network as a picture: who is drawn where, in which colour and shape, on paper and on a page."""
