"""Measuring rules on pages whose defects are known."""
