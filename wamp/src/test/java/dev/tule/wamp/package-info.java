@NullMarked
package dev.tule.wamp;

import org.jspecify.annotations.NullMarked;
