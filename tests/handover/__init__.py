"""A post that goes to another: Plt., Plh., leaving, and signing for somebody."""
