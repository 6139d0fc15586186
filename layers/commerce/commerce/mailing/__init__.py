"""Mails: who takes them."""
