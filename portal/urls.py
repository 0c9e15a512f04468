"""Every address of the portal; the floors above are named as strings."""

from django.urls import include, path

from portal.views import account, health, log, mail, organisations, pages, passkeys, sign_in, sso, users, welcome

urlpatterns = [
    path("gezond/", health.alive, name="alive"),
    path("klaar/", health.ready, name="ready"),
    path("inloggen/", sign_in.sign_in, name="sign_in"),
    path("inloggen/sleutel/", passkeys.sign_in_with_passkey, name="sign_in_with_passkey"),
    path("inloggen/via/<slug:office>/", sso.leave, name="sso_leave"),
    path("inloggen/terug/", sso.arrive, name="sso_arrive"),
    path("inloggen/tweede-stap/", sign_in.second_step, name="second_step"),
    path("account/", account.account, name="account"),
    path("account/bevestigen/", account.confirm_self, name="confirm_self"),
    path("account/app/", account.add_app, name="add_app"),
    path("account/sleutel/", passkeys.add_passkey, name="add_passkey"),
    path("account/herstelcodes/", account.recovery_codes, name="recovery_codes"),
    path("account/wachtwoord/", account.change_password, name="change_password"),
    path("account/sessies/", account.end_session, name="end_session"),
    path("account/sleutels/<int:pk>/weg/", account.remove_key, name="remove_key"),
    path("welkom/", welcome.welcome, name="welcome"),
    path("uitloggen/", sign_in.sign_out, name="sign_out"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("hulp/", pages.help_and_contact, name="help"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("logboek/", log.log, name="log"),
    path("logboek/regels.csv", log.log_file, {"kind": "csv"}, name="log_csv"),
    path("logboek/regels.xlsx", log.log_file, {"kind": "xlsx"}, name="log_xlsx"),
    path("logboek/signalen/", log.log_signals, name="log_signals"),
    path("logboek/controle/", log.log_chain, name="log_chain"),
    path("beheer/", users.administration, name="administration"),
    path("beheer/gebruikers/", users.users, name="users"),
    path("beheer/gebruikers/rechten/", users.rights, name="rights"),
    path("beheer/gebruikers/<int:pk>/klopt/", users.review_rights, name="review_rights"),
    path("beheer/gebruikers/nieuw/", users.add_user, name="add_user"),
    path("beheer/gebruikers/<int:pk>/", users.user, name="user"),
    path("beheer/gebruikers/<int:pk>/toegang/", users.switch_user, name="switch_user"),
    path("beheer/gebruikers/<int:pk>/inloglink/", users.invite, name="invite_user"),
    path("beheer/gebruikers/<int:pk>/tweede-stap/", users.reset_keys, name="reset_keys"),
    path("beheer/gebruikers/<int:pk>/sessies/", users.end_sessions, name="end_sessions"),
    path("beheer/gebruikers/<int:pk>/mail/", users.change_mail, name="change_mail"),
    path("beheer/mail/", mail.mail, name="mail"),
    path("beheer/mail/opnieuw/", mail.retry_mail, name="retry_mail"),
    path("mail/", mail.my_mail, name="my_mail"),
    path("beheer/organisaties/", organisations.organisations, name="organisations"),
    path("beheer/organisaties/<int:pk>/", organisations.change_organisation, name="change_organisation"),
    path(
        "beheer/regios/<slug:region>/organisaties/nieuw/",
        organisations.add_organisation,
        name="add_organisation",
    ),
    path("", include("trajectories.urls")),
    path("", include("reporting.urls")),
]

handler500 = "portal.views.errors.server_error"
