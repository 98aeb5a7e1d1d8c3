/**
 * Ready-made views as configured values, decorators of views, pages of long lists. Views of models
 * come with models; {@link dev.tule.mtv.views.PageSource} is what they will page through.
 */
@NullMarked
package dev.tule.mtv.views;

import org.jspecify.annotations.NullMarked;
