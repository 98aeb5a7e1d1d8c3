package dev.tule.iam.policy;

/**
 * What policies are asked about.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource an ARN, or {@code *} for an action that has none
 */
public record Asked(String action, String resource, ConditionKeys keys) {}
