@NullMarked
package dev.tule.wamp.transport;

import org.jspecify.annotations.NullMarked;
