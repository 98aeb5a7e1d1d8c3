/**
 * What a router is started with, and what it may take over while it runs: realms, limits, policies.
 * Values, all immutable; the router's users make them.
 */
@NullMarked
package dev.tule.wamp.router.config;

import org.jspecify.annotations.NullMarked;
