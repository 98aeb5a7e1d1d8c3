package dev.tule.vnet.filter;

/** Which way a packet goes, seen from the network interface. */
public enum Direction {
    INGRESS,
    EGRESS
}
