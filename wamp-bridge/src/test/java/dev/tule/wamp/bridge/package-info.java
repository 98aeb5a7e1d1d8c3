@NullMarked
package dev.tule.wamp.bridge;

import org.jspecify.annotations.NullMarked;
