@NullMarked
package dev.tule.mtv.admin;

import org.jspecify.annotations.NullMarked;
