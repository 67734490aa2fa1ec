"""What leaves the tool: one frozen report, and every format written from it."""
