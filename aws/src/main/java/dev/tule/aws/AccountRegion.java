package dev.tule.aws;

/**
 * The account and region that a service object works in: one object for each.
 *
 * @param account twelve digits
 * @param region such as {@code us-east-1}
 */
public record AccountRegion(String account, String region) {}
