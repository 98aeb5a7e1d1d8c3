@NullMarked
package dev.tule.mtv.mail;

import org.jspecify.annotations.NullMarked;
