package dev.tule.store;

/**
 * A place in a {@link ChangeFeed}: what {@link Store#changes} resumes from. Opaque; fit to be kept.
 */
public record Cursor(String token) {}
