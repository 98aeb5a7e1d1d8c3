/**
 * Which of many URIs and patterns match one: exact URIs by a hash map, prefixes and wildcards by
 * tries. Finding takes no lock and no longer with many patterns than with few; changes need a lock
 * of the caller's.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-pattern-based-subscription">Pattern-based
 *     Subscription</a>
 */
@NullMarked
package dev.tule.wamp.router.matching;

import org.jspecify.annotations.NullMarked;
