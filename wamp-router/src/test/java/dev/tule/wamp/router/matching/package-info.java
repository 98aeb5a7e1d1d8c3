@NullMarked
package dev.tule.wamp.router.matching;

import org.jspecify.annotations.NullMarked;
