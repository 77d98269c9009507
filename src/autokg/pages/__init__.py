"""The pages of the explorer: what a page shows, as values, and its HTML. A server and a static site use both."""
