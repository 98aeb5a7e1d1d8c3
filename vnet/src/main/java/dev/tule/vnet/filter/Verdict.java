package dev.tule.vnet.filter;

/** What a filter says about a packet. */
public enum Verdict {
    ACCEPTED,
    REJECTED_BY_GROUP,
    REJECTED_BY_ACL,
    /** The interface tracks as many connections as it may; EC2's conntrack_allowance_exceeded. */
    ALLOWANCE_EXCEEDED,
    /** A fragment whose first one was not seen, or that could hide what that one showed. */
    REJECTED_FRAGMENT
}
