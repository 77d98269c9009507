"""The HTTP server: parse requests, call `autokg.api` in worker processes, write responses."""
