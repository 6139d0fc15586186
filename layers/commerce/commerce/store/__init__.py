"""Where things are kept: one DynamoDB table, one transaction per change."""
