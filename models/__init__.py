"""The domain: amounts, forms, documents, equalities, rules and findings.

Everything here works without a display, a database or a file other than the packs. It may import the standard library,
lark and msgspec, and nothing of ``storage``, ``export`` or ``ui``.
"""
