/**
 * Sessions, and all that hangs on them: their parts in subscriptions and registrations, the calls
 * they make and serve, their testaments. Safe for use by many threads, but where a class says
 * otherwise.
 */
@NullMarked
package dev.tule.wamp.router.session;

import org.jspecify.annotations.NullMarked;
