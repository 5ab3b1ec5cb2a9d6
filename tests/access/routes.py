"""Who may enter where. A route that is missing here fails the tests until somebody decides."""

from enum import StrEnum


class Who(StrEnum):
    VISITORS = "anybody"
    OUTSIDER = "whoever holds a preview link"
    CUSTOMER = "whoever holds the token in the address"
    STAFF = "signed-in staff"
    AUTHOR = "authors and editors"
    EDITOR = "editors"
    SUPPORT = "those who support"
    MANAGER = "managers"
    SIGN_IN = "staff on their way in or out"
    MACHINES = "programs"
    DEVELOPMENT = "anybody, in development only"


# What each of these lets in. A manager may enter everywhere.
ROLES = {
    Who.STAFF: {"author", "editor", "support", "manager"},
    Who.AUTHOR: {"author", "editor", "manager"},
    Who.EDITOR: {"editor", "manager"},
    Who.SUPPORT: {"support", "manager"},
    Who.MANAGER: {"manager"},
}
INSIDE = tuple(ROLES)

ROUTES = {
    # Browsing
    "pages.home": Who.VISITORS,
    "pages.privacy": Who.VISITORS,
    "pages.privacy_history": Who.VISITORS,
    "pages.privacy_version": Who.VISITORS,
    "news.index": Who.VISITORS,
    "news.item": Who.VISITORS,
    "pages.share": Who.VISITORS,
    "static": Who.VISITORS,
    # News: topics and feeds
    "news.topic": Who.VISITORS,
    "news.atom": Who.VISITORS,
    "news.json_feed": Who.VISITORS,
    "news.share": Who.VISITORS,
    "picture": Who.VISITORS,
    # Products, statements and what machines read
    "pages.products": Who.VISITORS,
    "pages.product": Who.VISITORS,
    "pages.product_share": Who.VISITORS,
    "pages.accessibility": Who.VISITORS,
    "pages.analytics_notice": Who.VISITORS,
    "machines.sitemap": Who.MACHINES,
    "machines.sitemap_part": Who.MACHINES,
    "machines.robots": Who.MACHINES,
    "machines.security": Who.MACHINES,
    # The knowledge base
    "knowledge.index": Who.VISITORS,
    "knowledge.article": Who.VISITORS,
    "knowledge.share": Who.VISITORS,
    # Search
    "search.results": Who.VISITORS,
    # Tools
    "tools.index": Who.VISITORS,
    "tools.share": Who.VISITORS,
    "tools.sign": Who.VISITORS,
    "tools.size": Who.VISITORS,
    "tools.calling": Who.VISITORS,
    # A draft shown to somebody outside
    "preview.page": Who.OUTSIDER,
    "preview.approve": Who.OUTSIDER,
    "preview.comment": Who.OUTSIDER,
    # Enquiries
    "enquiries.contact": Who.VISITORS,
    "enquiries.send_contact": Who.VISITORS,
    "enquiries.contact_sent": Who.VISITORS,
    "enquiries.quote": Who.VISITORS,
    "enquiries.send_quote": Who.VISITORS,
    "enquiries.quote_sent": Who.VISITORS,
    # Opting out
    "optout.ask": Who.VISITORS,
    "optout.send": Who.VISITORS,
    "optout.done": Who.VISITORS,
    "optout.link": Who.CUSTOMER,
    "optout.press": Who.CUSTOMER,
    # Asking for support
    "support.ask": Who.VISITORS,
    "support.send": Who.VISITORS,
    "support.page": Who.CUSTOMER,
    "support.message": Who.CUSTOMER,
    "support.reopen": Who.CUSTOMER,
    "support.state": Who.CUSTOMER,
    # The customer's side of a session
    "remote.link_again": Who.CUSTOMER,
    "remote.session_page": Who.CUSTOMER,
    "remote.state": Who.CUSTOMER,
    "remote.agree": Who.CUSTOMER,
    "remote.move": Who.CUSTOMER,
    "remote.start": Who.CUSTOMER,
    "remote.permit": Who.CUSTOMER,
    "remote.exchange": Who.CUSTOMER,
    "remote.proof": Who.CUSTOMER,
    "remote.end": Who.CUSTOMER,
    # Signing in
    "security.login": Who.SIGN_IN,
    "security.logout": Who.SIGN_IN,
    "security.static": Who.SIGN_IN,
    "security.tf_select": Who.SIGN_IN,
    "security.two_factor_rescue": Who.SIGN_IN,
    "security.two_factor_setup": Who.STAFF,
    "security.two_factor_setup_validate": Who.STAFF,
    "security.two_factor_token_validation": Who.SIGN_IN,
    "security.wan_signin": Who.SIGN_IN,
    "security.wan_signin_response": Who.SIGN_IN,
    "security.wan_register": Who.STAFF,
    "security.wan_register_response": Who.STAFF,
    "security.wan_delete": Who.STAFF,
    # The desk
    "support_staff.queue_state": Who.SUPPORT,
    "staff.index": Who.STAFF,
    "staff.mail": Who.SUPPORT,
    "staff.retry_mail": Who.SUPPORT,
    "staff.handled_mail": Who.SUPPORT,
    "people.index": Who.MANAGER,
    "people.invite": Who.MANAGER,
    "people.send_again": Who.MANAGER,
    "people.withdraw": Who.MANAGER,
    "people.page": Who.MANAGER,
    "people.role": Who.MANAGER,
    "people.close": Who.MANAGER,
    "people.reopen": Who.MANAGER,
    "people.reset_second_step": Who.MANAGER,
    "people.password_link": Who.MANAGER,
    "joining.join": Who.SIGN_IN,
    "joining.joined": Who.SIGN_IN,
    "account.index": Who.STAFF,
    "account.password": Who.STAFF,
    "account.end": Who.STAFF,
    "account.end_others": Who.STAFF,
    "audit.index": Who.MANAGER,
    "audit.export": Who.MANAGER,
    "support_staff.queue": Who.SUPPORT,
    "support_staff.find": Who.SUPPORT,
    "support_staff.new_call": Who.SUPPORT,
    "support_staff.log_call": Who.SUPPORT,
    "support_staff.page": Who.SUPPORT,
    "support_staff.state": Who.SUPPORT,
    "support_staff.reply": Who.SUPPORT,
    "support_staff.note": Who.SUPPORT,
    "support_staff.talk_through": Who.SUPPORT,
    "support_staff.knowledge": Who.SUPPORT,
    "support_staff.resolve": Who.SUPPORT,
    "support_staff.release": Who.SUPPORT,
    "enquiries_staff.index": Who.SUPPORT,
    "enquiries_staff.find": Who.SUPPORT,
    "enquiries_staff.page": Who.SUPPORT,
    "enquiries_staff.release": Who.SUPPORT,
    "enquiries_staff.answered": Who.SUPPORT,
    "enquiries_staff.close": Who.SUPPORT,
    "enquiries_staff.reopen": Who.SUPPORT,
    "clients_staff.index": Who.EDITOR,
    "clients_staff.new": Who.EDITOR,
    "clients_staff.add": Who.EDITOR,
    "clients_staff.page": Who.EDITOR,
    "clients_staff.edit": Who.EDITOR,
    "clients_staff.move": Who.EDITOR,
    "clients_staff.withdraw": Who.EDITOR,
    "clients_staff.show": Who.EDITOR,
    "checklist_staff.try_links": Who.AUTHOR,
    "review_staff.links": Who.AUTHOR,
    "review_staff.invite": Who.AUTHOR,
    "review_staff.revoke": Who.AUTHOR,
    "review_staff.read": Who.AUTHOR,
    # The news desk
    "news_staff.index": Who.AUTHOR,
    "news_staff.begin": Who.AUTHOR,
    "news_staff.page": Who.AUTHOR,
    "news_staff.save": Who.AUTHOR,
    "news_staff.autosave": Who.AUTHOR,
    "news_staff.merge": Who.AUTHOR,
    "news_staff.history_page": Who.AUTHOR,
    "news_staff.differences": Who.AUTHOR,
    "news_staff.revision": Who.AUTHOR,
    "news_staff.name": Who.AUTHOR,
    "news_staff.restore": Who.AUTHOR,
    "news_staff.unpublish": Who.EDITOR,
    "news_staff.ask_to_delete": Who.AUTHOR,
    "news_staff.delete": Who.AUTHOR,
    "news_staff.undelete": Who.AUTHOR,
    "media_staff.library": Who.AUTHOR,
    "media_staff.upload": Who.AUTHOR,
    "media_staff.picker": Who.AUTHOR,
    "media_staff.page": Who.AUTHOR,
    "media_staff.describe": Who.AUTHOR,
    "media_staff.delete": Who.AUTHOR,
    "media_staff.state": Who.AUTHOR,
    # Writing news
    "news_writing.preview": Who.AUTHOR,
    "news_writing.ask_for_file": Who.AUTHOR,
    "news_writing.import_word": Who.AUTHOR,
    # The representative's side of a session
    "remote_staff.propose": Who.SUPPORT,
    "remote_staff.session_page": Who.SUPPORT,
    "remote_staff.state": Who.SUPPORT,
    "remote_staff.fax": Who.SUPPORT,
    "remote_staff.withdraw": Who.SUPPORT,
    "remote_staff.key": Who.SUPPORT,
    "remote_staff.join": Who.SUPPORT,
    "remote_staff.exchange": Who.SUPPORT,
    "remote_staff.proof": Who.SUPPORT,
    "remote_staff.end": Who.SUPPORT,
    # Programs, and whoever develops the site
    "healthz": Who.MACHINES,
    "readyz": Who.MACHINES,
    "dev_mail.index": Who.DEVELOPMENT,
    "dev_mail.show": Who.DEVELOPMENT,
    "dev_mail.reply": Who.DEVELOPMENT,
}
