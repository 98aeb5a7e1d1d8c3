@NullMarked
package dev.tule.wamp.router.authorization;

import org.jspecify.annotations.NullMarked;
