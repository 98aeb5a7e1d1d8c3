package dev.tule.wamp.router.metrics;

/**
 * What a router has counted on one realm since that was opened.
 *
 * @param sessions open just now
 * @param calls begun, those to the router's own procedures and those that the router makes itself
 *     (to ask who may do what) among them
 * @param publications accepted, testaments among them, whether or not anybody was subscribed
 */
public record RealmCounters(int sessions, long calls, long publications) {}
