@NullMarked
package dev.tule.wamp.router;

import org.jspecify.annotations.NullMarked;
