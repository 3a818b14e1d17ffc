/** Who asks and how often: tokens, rights, rates, known documents, reads of personal data. */
@NullMarked
package ai.valeo.erp.tributary.graphql.security;

import org.jspecify.annotations.NullMarked;
