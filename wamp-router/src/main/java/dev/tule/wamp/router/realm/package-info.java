/**
 * A realm put together: broker, dealer, sessions, who is let in and what each may do. {@link
 * dev.tule.wamp.router.realm.Realm} tells how many cores work in one, and how order holds.
 */
@NullMarked
package dev.tule.wamp.router.realm;

import org.jspecify.annotations.NullMarked;
