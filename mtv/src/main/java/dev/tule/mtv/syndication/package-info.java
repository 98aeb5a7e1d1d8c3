/** Feeds (RSS 2.0, Atom: RFC 4287) and sitemaps (sitemaps.org). */
@NullMarked
package dev.tule.mtv.syndication;

import org.jspecify.annotations.NullMarked;
