/** What tests of several packages and modules run scripts and browsers with. */
@NullMarked
package ai.valeo.erp.tributary.graphql;

import org.jspecify.annotations.NullMarked;
