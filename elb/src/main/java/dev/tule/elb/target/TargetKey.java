package dev.tule.elb.target;

/**
 * Who is registered with a group.
 *
 * @param id an instance or an IPv4 address
 */
public record TargetKey(String id, int port) {}
