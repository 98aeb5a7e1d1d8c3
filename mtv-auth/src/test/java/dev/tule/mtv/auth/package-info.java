@NullMarked
package dev.tule.mtv.auth;

import org.jspecify.annotations.NullMarked;
