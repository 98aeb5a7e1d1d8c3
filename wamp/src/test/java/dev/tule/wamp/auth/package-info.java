@NullMarked
package dev.tule.wamp.auth;

import org.jspecify.annotations.NullMarked;
