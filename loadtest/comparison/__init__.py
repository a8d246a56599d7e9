"""What loadtest/compare is made of: one module for each idea."""
