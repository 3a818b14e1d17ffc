/** How long operations take: statistics by normal form, and a log of the slow ones. */
@NullMarked
package ai.valeo.erp.tributary.graphql.observe;

import org.jspecify.annotations.NullMarked;
