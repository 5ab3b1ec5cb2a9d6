"""Mail: an outbox written with the thing it tells of, and an inbox that loses nothing."""
