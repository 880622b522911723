"""The table of rights: every button, command and file, who may use it, and whose rows it may name.

A handler that has no line here cannot be made. Nothing in `sop/` relies on this table: it asks again and
knows more: whose usulan it is, and whether it is the time for it.
"""

from __future__ import annotations

from handlers.talk.rights import Right, Who
from models.archive import WordEdition
from models.base import Base
from models.batch import Batch
from models.following import Response
from models.likeness import PastProposal
from models.meeting import Attendance, Delegate, Standing, TeamMember
from models.paper import Decision, Paper, Recipient
from models.people import Appointment, Invitation, JoinRequest, Kelurahan, Person, PhoneEntry
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Upload, Verdict
from models.recap import Difference, Snapshot
from models.season import Season
from models.verifying import Survey
from sop.accounts.pin import RESETS
from sop.alerts.backups import KEEPERS as BACKUP_KEEPERS
from sop.archive.file_check import KEEPERS
from sop.archive.season_zip import GETTERS
from sop.bringing_back import OPENERS
from sop.core.posts import GIVERS, POWER, SECONDS
from sop.flow.paraf import RESCUERS
from sop.imports.kinds import KINDS
from sop.office.arms import SENDERS
from sop.office.own_data import SETS
from sop.office.paraf_chain import GIVE
from sop.office.ruling import RULERS
from sop.papers.papers import BACK_OFFICE
from sop.privacy.incident import KEEPERS as INCIDENT_KEEPERS
from sop.signing.signed import KEEPERS as SIGNED_KEEPERS
from sop.step1_recap.export import EXPORTERS
from sop.step1_recap.matrix import WHOLE
from sop.step2_verify.assigning import SHARES
from sop.step2_verify.step import CLOSES_AS_IT_IS, LOOKS
from sop.step5_meeting.extra_papers import MAKERS
from sop.step5_meeting.meeting import STEP5

# ---- who

ANYBODY = Who(strangers=True)  #: what a stranger needs to come in
JOINED = Who(everybody=True)  #: his own affairs, help, the menu
POST = Who(tuple(Post))  #: any post of this kecamatan
GIVES = Who(GIVERS[Post.DELEGASI])  #: posts and invitations
PROVES = Who(tuple(sorted(POWER)), no="pin.not_for_you")
DECIDES = Who((Post.CAMAT,), signers=True)  #: about papers
PARAFS = Who(GIVE)
OFFICE = Who(BACK_OFFICE)

TAKES_IN = Who(steps=("step1_recap",))
WRITES = Who((Post.DELEGASI,)) | TAKES_IN  #: usulan: the delegates, and who types for them
WATCHES = TAKES_IN | Who((Post.SEKRETARIS, Post.ADMIN))
WHOLE_RECAP = Who(WHOLE, ("step1_recap",), no="recap.not_for_you")
RECAP = WHOLE_RECAP | Who((Post.LURAH, Post.DELEGASI))
LURAH = Who((Post.LURAH,))

VERIFIES = Who(steps=("step2_verify",))
REVIEWS = VERIFIES | Who(LOOKS)
SHARES_OUT = VERIFIES | Who(SHARES)
MERGES = TAKES_IN | VERIFIES | Who((Post.SEKRETARIS,))
HANDED_IN = Who(tuple(dict.fromkeys(post for kind in KINDS.values() for post in kind.posts)))

TEAM = Who(steps=("step3_team",))
COORDINATES = Who(steps=("step4_coordinate",))
MEETS = Who((Post.TIM, Post.SEKRETARIS), ("step5_meeting",))
SCORES = Who((Post.TIM, Post.SEKRETARIS))
MAKES = Who(MAKERS, ("step5_meeting",))
REPORTS = Who((Post.JFU,), ("step6_report",))
SENDS_OUT = Who(steps=("step8_distribute",))


def looks_at(step: str) -> Who:
    """Who carries a step out, and those who write, check and sign."""
    return Who(BACK_OFFICE, (step,))


# ---- what


def _of(who: Who, words: str, *rows: type[Base] | None, since: str | None = None) -> dict[str, Right]:
    return dict.fromkeys(words.split(), Right(who, rows, since=since))


def _ever(who: Who, words: str, *rows: type[Base] | None) -> dict[str, Right]:
    """People's own affairs, and what is only read by its id: the same also when a notice's season is over."""
    return dict.fromkeys(words.split(), Right(who, rows, anytime=True))


RIGHTS: dict[str, Right] = {
    # Answers in a conversation: who may enter it is asked again there (handlers/talk/conversation.py).
    **_of(ANYBODY, "form:pick form:skip form:back form:save form:list form:mend form:card form:send"),
    # An invitation is opened by its token, whoever has it; its id in a button is nothing without.
    **_of(ANYBODY, "talk:resume /start join:yes join:no join:of contact edited text"),
    **_ever(JOINED, "/bantuan help:show help:here help:back help:words help:pin help:photo help:sop"),
    **_ever(
        JOINED, "menu:show hat:choose /pengaturan settings:show settings:me settings:privacy settings:own"
    ),
    **_ever(JOINED, "settings:leave settings:unprove settings:unpin settings:untotp settings:mydata"),
    **_ever(JOINED, "settings:forget settings:forgetask settings:forgetnot settings:forgetme"),
    **_ever(Who(INCIDENT_KEEPERS), "settings:incident"),
    **_ever(JOINED, "hat:wear", Appointment),
    **_of(POST, "/tugas tasks:show /status status:card status:step status:papers status:records"),
    # people and posts
    **_ever(
        GIVES, "people:home people:invite people:open people:asks people:all people:acting people:stands"
    ),
    **_ever(GIVES, "people:drop people:dropped", Invitation),
    **_ever(GIVES, "people:admit people:deny people:ask people:let", JoinRequest),
    **_ever(
        GIVES, "people:one people:phone people:claim people:leave people:newheir people:term", Appointment
    ),
    **_ever(GIVES, "people:stand people:endask people:ended", Appointment),
    **_ever(GIVES, "people:heir people:left", Appointment, Person),
    **_ever(GIVES, "people:give people:anew", Person),
    **_ever(Who(SECONDS), "people:seconds"),
    **_of(Who(SECONDS), "settings:signyes settings:signno"),
    **_ever(Who(SECONDS), "people:second people:agree people:object people:objected", Appointment),
    **_ever(HANDED_IN, "people:numbers"),
    **_ever(HANDED_IN, "people:strike", PhoneEntry),
    # papers
    **_ever(POST, "paper:get", Paper),
    **_of(POST, "arsip:find arsip:list paper-words paper-link"),
    **_of(Who(KEEPERS), "arsip:home arsip:check"),
    **_of(Who(GETTERS), "arsip:zip", Season),
    **_of(Who((Post.JFU,)), "arsip:note", Paper),
    **_of(Who((Post.JFU,)), "arsip:agenda"),
    **_of(OFFICE, "word:list docx"),
    **_of(OFFICE, "word:get", Paper),
    **_of(OFFICE, "word:use word:diff word:drop", WordEdition),
    **_ever(Who(BACKUP_KEEPERS), "settings:backup settings:backupnow"),
    **_of(JOINED, "pdf"),
    **_ever(POST, "scan:open signed:open", Paper),
    **_of(Who(SIGNED_KEEPERS), "scan:send", Paper),
    **_of(DECIDES, "approve:show approve:ask approve:card approve:yes approve:prove", Paper),
    **_of(DECIDES | PARAFS, "approve:return", Paper),
    **_of(DECIDES, "bsre:ask", Paper),
    **_of(PARAFS, "paraf:show paraf:give", Paper),
    **_of(Who(RESCUERS), "paraf:vacant paraf:without", Paper),
    **_of(DECIDES, "approve:undo", Decision),
    **_ever(PROVES, "settings:pin settings:pinset settings:pinoff settings:totp"),
    **_ever(Who(RESETS), "settings:pinforget", Person),
    # the office
    **_of(Who(SETS), "settings:steps settings:step settings:who settings:post settings:due settings:intake"),
    **_of(
        Who(SETS),
        "settings:days settings:open settings:office settings:kop settings:closures",
    ),
    **_of(Who(SETS), "settings:closed settings:norms settings:normsnew settings:normssop settings:signers"),
    **_of(Who(SETS), "settings:signer settings:signs"),
    **_of(Who(RULERS), "settings:rules settings:rule settings:unruled settings:paraf settings:parafof"),
    **_of(Who(RULERS), "settings:parafadd settings:parafdrop settings:parafnone"),
    **_of(Who(SENDERS), "settings:arms settings:armsnew settings:armsoff"),
    **_of(Who(SENDERS), "settings:templat settings:templatnew settings:templatget settings:templatoff"),
    # usulan
    **_of(Who((Post.DELEGASI,)), "usulan:new lalu:list"),
    **_of(Who((Post.DELEGASI,)), "lalu:take", PastProposal),
    **_of(POST, "/usulan usulan:drafts usulan:which usulan:mine usulan:list usulan:thrown"),
    **_of(WRITES, "usulan:resume usulan:mend usulan:drop usulan:dropped usulan:back", Proposal),
    **_of(WRITES, "track:fix track:back track:taken cek:show cek:go", Proposal),
    **_of(WRITES, "cek:same", Proposal, Proposal),
    **_of(WRITES, "photo:again photo:place photo:keep", Upload),
    **_of(POST, "evid:voice evid:form", Proposal),
    **_ever(POST, "bukti:pdf", ProposalVersion),
    **_of(TAKES_IN, "voice:list"),
    **_of(TAKES_IN, "voice:type", Upload),
    **_of(VERIFIES, "bank:map bank:keep", Proposal),
    **_of(POST, "bank:list number"),
    **_ever(POST, "usulan:see track:way track:why track:versions", Proposal),
    **_of(POST, "track:follow track:unfollow", Proposal),
    **_of(POST, "track:mine"),
    **_of(POST, "track:dispute track:agree", Proposal, Verdict),
    **_of(POST, "track:reply", Response),
    **_of(Who((Post.JFU,)), "track:outcome", Proposal),
    **_of(MERGES, "gab:which gab:ask gab:yes", Proposal, Proposal),
    **_of(MERGES | WRITES, "gab:part", Proposal),
    # step 1
    **_of(WATCHES, "s1:home s1:board"),
    **_of(WATCHES, "s1:kelurahan", Kelurahan),
    **_of(WATCHES | LURAH, "s1:list", Kelurahan),
    **_of(TAKES_IN, "s1:remind s1:other s1:for s1:letter", Kelurahan),
    **_of(TAKES_IN, "s1:enter", Kelurahan, Person),
    **_of(TAKES_IN, "s1:behalf s1:differences s1:nudge s1:close s1:closed s1:reason recap:take"),
    **_of(TAKES_IN, "s1:difference s1:settle", Difference),
    **_of(RECAP, "recap:matrix"),
    **_of(RECAP, "recap:place recap:list", Kelurahan),
    **_of(WHOLE_RECAP, "recap:snapshots"),
    **_of(WHOLE_RECAP, "recap:snapshot recap:pra recap:open recap:post", Snapshot),
    **_of(Who(EXPORTERS), "export:choose export:make"),
    **_of(LURAH, "lurah:list lurah:show lurah:frozen lurah:right lurah:wrong"),
    **_of(Who(OPENERS) | TAKES_IN, "door:ask door:why"),
    # step 2
    **_of(
        REVIEWS,
        "s2:home s2:next s2:list s2:find s2:sieve s2:box s2:kelurahan s2:komisi s2:of",
    ),
    **_of(REVIEWS, "s2:release s2:cancel"),
    **_of(REVIEWS, "s2:in", Kelurahan),
    **_of(REVIEWS, "s2:one s2:full s2:skip s2:back s2:more s2:who s2:photos", Proposal),
    **_of(REVIEWS, "s2:notes s2:note_new s2:opine s2:ask", Proposal),
    **_of(REVIEWS, "s2:note_off", None, Proposal),
    **_of(SHARES_OUT, "s2:share s2:parts s2:komisis s2:to"),
    **_of(SHARES_OUT, "s2:give s2:given", None, Person),
    **_of(SHARES_OUT, "s2:hand", Proposal, Person),
    **_of(VERIFIES, "s2:ok s2:mend s2:refuse s2:note s2:tick", Proposal),
    **_of(
        VERIFIES,
        "s2:many s2:tick_page s2:untick s2:undo_all s2:mass s2:mass_off s2:finish s2:finished s2:announce",
    ),
    **_of(VERIFIES, "s2:undo", Verdict),
    **_of(Who((Post.SEKRETARIS,)), "s2:again", Proposal),
    **_of(Who(CLOSES_AS_IT_IS), "s2:close"),
    **_of(VERIFIES, "survey:whom", Proposal),
    **_of(VERIFIES, "survey:send", Proposal, Person),
    **_of(POST, "survey:off survey:result survey:photos survey:begin survey:task", Survey),
    **_of(POST, "survey:before survey:cannot", Survey),
    # steps 3 and 4
    **_of(looks_at("step3_team"), "s3:home s3:team"),
    **_of(TEAM, "s3:people s3:propose s3:decree s3:name"),
    **_of(TEAM, "s3:add", Person),
    **_of(TEAM, "s3:drop s3:member s3:position s3:remove s3:type", TeamMember),
    **_of(
        looks_at("step4_coordinate"),
        "s4:home s4:rules s4:komisi s4:in s4:board s4:list",
    ),
    **_of(looks_at("step4_coordinate"), "s4:criteria s4:weights"),
    **_of(looks_at("step4_coordinate"), "s4:usulan", Proposal),
    **_of(COORDINATES, "s4:weighall s4:issue s4:done s4:doneyes s4:meet s4:spread s4:presets s4:preset"),
    **_of(COORDINATES, "s4:agree s4:weight"),
    **_of(COORDINATES, "s4:member s4:seat s4:role s4:stand", TeamMember),
    **_of(COORDINATES, "s4:move", Proposal),
    # step 5: what belongs to the meeting itself is not looked at before; its papers are made before
    **_of(POST, "s5:home"),
    **_of(POST, "s5:here s5:four s5:board s5:result s5:plenary s5:order", since=STEP5),
    **_of(POST, "s5:place s5:item", Standing, since=STEP5),
    **_of(MEETS, "s5:end s5:endyes s5:guest s5:absent s5:strikes s5:choose s5:note s5:notes", since=STEP5),
    **_of(MEETS | OFFICE, "s5:people s5:utusan", since=STEP5),
    **_of(MEETS, "s5:mark", TeamMember, since=STEP5),
    **_of(MEETS, "s5:strike", Attendance, since=STEP5),
    **_of(MEETS | OFFICE, "s5:delegate", Delegate, since=STEP5),
    **_of(MEETS, "s5:dismiss", Delegate, since=STEP5),
    **_of(
        SCORES,
        "s5:open s5:nudge s5:close s5:closeyes s5:next s5:sheets s5:same s5:tickall s5:untick",
        since=STEP5,
    ),
    **_of(SCORES, "s5:samegive s5:sameset s5:samesave s5:fix s5:fixyes", since=STEP5),
    **_of(SCORES, "s5:again s5:againwhy s5:unfix s5:unfixwhy", since=STEP5),
    **_of(SCORES, "s5:card s5:give s5:tick", Proposal, since=STEP5),
    **_of(SCORES, "s5:move s5:disagree s5:agree", Standing, since=STEP5),
    **_of(looks_at("step5_meeting"), "s5:papers"),
    **_of(MAKES, "s5:paper"),
    # steps 6, 7 and 8
    **_of(POST, "s6:home s7:home s8:home s8:page"),
    **_of(Who((Post.SEKRETARIS,)), "s6:check s6:agree s6:return", Paper),
    **_of(REPORTS, "s6:write s6:make"),
    **_of(DECIDES, "s7:per_komisi s7:komisi s7:request", Paper),
    **_of(SENDS_OUT, "s8:letter s8:send s8:sendyes s8:close s8:closeyes s8:add"),
    **_of(looks_at("step8_distribute"), "s8:card", Recipient),
    **_of(SENDS_OUT, "s8:remove s8:more s8:less s8:again s8:mail s8:hand s8:mailcopy s8:mailed", Recipient),
    **_of(SENDS_OUT, "s8:receipt s8:archive", Recipient),
    **_of(SENDS_OUT | Who((Post.BAPPERIDA,)), "s8:stamp", Recipient),
    **_of(OFFICE | SENDS_OUT | Who((Post.BAPPERIDA,)), "s8:stamped", Recipient),
    **_of(Who((Post.BAPPERIDA,)), "s8:receive s8:file s8:accept", Recipient),
    # files of rows
    **_of(HANDED_IN, "rows import:home import:template import:blank"),
    **_of(HANDED_IN, "import:one import:kind import:take import:drop import:report", Batch),
    **_of(HANDED_IN, "import:undo import:undone", Batch),
}
