"""The tables: what is asked, and what must be answered, one module a topic. Each has a list PAIRS.

Rules are named by their specification: DSP0226 (WS-Management), DSP0227 and DSP0230 (its CIM binding and XML mapping),
DSP0232 (DASH), WS-Addressing, WS-Transfer and WS-Enumeration of 2004, SOAP 1.2, RFCs; "client:" is what a client of the
field sends or needs where the standard leaves it open.
"""
