/** The layers around every view: security, forgery protection, common duties, caching. */
@NullMarked
package dev.tule.mtv.middleware;

import org.jspecify.annotations.NullMarked;
