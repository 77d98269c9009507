"""Claims: mapped from facts, judged against each other, written as named graphs and read back."""
