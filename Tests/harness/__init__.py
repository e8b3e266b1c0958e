"""What the black-box suites share: the agent as a process, a small WS-Management client, a simulated BMC."""
