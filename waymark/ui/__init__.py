"""What every page is made of: layouts, elements, forms, error pages, postures and headers. No domain."""
