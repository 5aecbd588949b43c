package no.rapportmottak.console;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;

/** The roles of a person who signed in elsewhere, from one claim of the identity token; nothing else gives any. */
final class OidcRoles implements GrantedAuthoritiesMapper {

    private final ConsoleSettings.Oidc settings;

    OidcRoles(ConsoleSettings.Oidc settings) {
        this.settings = settings;
    }

    @Override
    public Collection<? extends GrantedAuthority> mapAuthorities(Collection<? extends GrantedAuthority> given) {
        Set<GrantedAuthority> roles = new HashSet<>();
        for (GrantedAuthority authority : given) {
            if (authority instanceof OidcUserAuthority oidc) {
                values(oidc.getIdToken().getClaim(settings.claim())).forEach(value -> add(roles, value));
            }
        }
        return roles;
    }

    private static List<?> values(Object claim) {
        return claim instanceof Collection<?> many ? List.copyOf(many) : claim == null ? List.of() : List.of(claim);
    }

    private void add(Set<GrantedAuthority> roles, Object value) {
        String word = settings.roles().isEmpty() ? value.toString() : settings.roles().get(value.toString());
        Role.of(word).ifPresent(role ->
                role.authorities().forEach(authority -> roles.add(new SimpleGrantedAuthority(authority))));
    }
}
