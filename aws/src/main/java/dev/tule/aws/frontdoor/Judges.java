package dev.tule.aws.frontdoor;

/**
 * Who decides whether a request that can be read is also to be answered.
 *
 * @param constraints whether the constraints of the service's model are kept up
 */
record Judges(Authorisation authorisation, boolean constraints) {}
