/**
 * The URL dispatcher: routes are declared as values ({@link dev.tule.mtv.urls.Urls}), compiled once
 * when the project starts, and tried in order. A path's cost is bounded by its length: simple
 * patterns are scanned without going back, regular expressions have a budget of steps.
 */
@NullMarked
package dev.tule.mtv.urls;

import org.jspecify.annotations.NullMarked;
