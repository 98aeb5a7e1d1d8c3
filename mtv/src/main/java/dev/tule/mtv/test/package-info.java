/** Tests of applications: requests without sockets, and what templates were given. */
@NullMarked
package dev.tule.mtv.test;

import org.jspecify.annotations.NullMarked;
